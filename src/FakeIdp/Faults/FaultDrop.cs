namespace SkewLab.FakeIdp.Faults;

/// <summary>Where a dropped exchange is lost.</summary>
public enum FaultDrop
{
    /// <summary>Nowhere.</summary>
    None,

    /// <summary>The request is lost before the node does anything.</summary>
    Before,

    /// <summary>The node does what is asked, and its answer is lost.</summary>
    After,
}
