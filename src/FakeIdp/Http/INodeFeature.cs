using SkewLab.FakeIdp.Nodes;

namespace SkewLab.FakeIdp.Http;

/// <summary>The request feature that says which node a request is for. Whoever accepts the request sets it; the application sets
/// <see cref="Decision"/>.</summary>
public interface INodeFeature
{
    /// <value>The node that answers.</value>
    LabNode Node { get; }

    /// <value>What the node decided; null until the application has begun to answer.</value>
    NodeDecision? Decision { get; set; }
}

/// <summary>The plain <see cref="INodeFeature"/>, for servers that keep none of their own.</summary>
/// <param name="node">The node that answers.</param>
public sealed class NodeFeature(LabNode node) : INodeFeature
{
    /// <inheritdoc/>
    public LabNode Node { get; } = node;

    /// <inheritdoc/>
    public NodeDecision? Decision { get; set; }
}
