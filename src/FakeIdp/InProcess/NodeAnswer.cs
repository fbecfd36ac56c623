using SkewLab.FakeIdp.Http;

namespace SkewLab.FakeIdp.InProcess;

/// <summary>A node's answer to one request sent in process.</summary>
/// <param name="Response">The response, fully buffered. The caller disposes it.</param>
/// <param name="Decision">What the node decided, and why.</param>
public readonly record struct NodeAnswer(HttpResponseMessage Response, NodeDecision Decision);
