namespace SkewLab.Simulation.Traffic;

/// <summary>Decides when calls start.</summary>
internal interface ITrafficExecutor
{
    /// <summary>Plans the first call; each later one is planned when its turn comes.</summary>
    void Start();
}
