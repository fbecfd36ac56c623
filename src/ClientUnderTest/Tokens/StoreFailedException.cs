namespace SkewLab.Client.Tokens;

/// <summary>The refresh token store could not be used, so nothing was presented.</summary>
/// <param name="problem">What was tried, in words that fit behind the endpoint's name.</param>
/// <param name="inner">What the store threw.</param>
internal sealed class StoreFailedException(string problem, Exception inner) : Exception(problem, inner);
