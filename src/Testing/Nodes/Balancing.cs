namespace SkewLab.Testing;

/// <summary>Which API node answers a request that names none.</summary>
public enum Balancing
{
    /// <summary>Each in turn, api-1 first.</summary>
    RoundRobin,

    /// <summary>Any, evenly; the same sequence in every lab.</summary>
    Random,
}
