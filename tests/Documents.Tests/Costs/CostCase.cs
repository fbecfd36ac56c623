namespace SkewLab.Documents.Tests.Costs;

/// <summary>Something that is said of clients in one world, with what must be measured for it to be true.</summary>
/// <param name="World">The scenario file, from the checkout's folder.</param>
/// <param name="Sentence">What is said.</param>
/// <param name="Holds">Whether the numbers bear it out, given in the order of <paramref name="Clients"/>.</param>
/// <param name="Clients">The clients that are compared.</param>
internal sealed record CostCase(string World, string Sentence, Func<IReadOnlyList<CostResult>, bool> Holds, params IReadOnlyList<CostClient> Clients);
