namespace SkewLab.FakeIdp.Nodes;

/// <summary>Which API node a request meets that names none.</summary>
public enum Balancing
{
    /// <summary>Any, with equal chances.</summary>
    Random,

    /// <summary>Each in turn.</summary>
    RoundRobin,

    /// <summary>Always the same one for one client.</summary>
    Sticky,
}
