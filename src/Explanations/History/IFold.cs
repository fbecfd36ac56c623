namespace SkewLab.Explanations.History;

/// <summary>Looks at every event of a world, once, in order, and keeps only what it needs to answer.</summary>
public interface IFold
{
    /// <summary>Takes one event in.</summary>
    void Observe(in WorldEvent happened);
}
