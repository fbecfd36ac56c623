namespace SkewLab.ClientContract;

/// <summary>The one door by which a client enters the lab: an environment in, an <see cref="HttpClient"/> out.</summary>
/// <remarks>
/// The lab calls <see cref="Create"/> once per client and world, sends API requests with relative or absolute addresses through the result, and disposes it.
/// <c>HttpClient.Timeout</c> must be <see cref="Timeout.InfiniteTimeSpan"/>: it would count on the machine's clock.
/// An implementation needs a public constructor without parameters.
/// </remarks>
public interface IClientFactory
{
    /// <summary>Makes a client that lives in <paramref name="environment"/>.</summary>
    /// <exception cref="ArgumentException">An option in <see cref="ClientEnvironment.Options"/> is unknown or out of range.</exception>
    HttpClient Create(ClientEnvironment environment);
}
