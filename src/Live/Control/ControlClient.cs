using System.Runtime.CompilerServices;
using SkewLab.Scenarios.Values;
using SkewLab.Testing.Journaling;

namespace SkewLab.Testing.Control;

/// <summary>Controls a lab over its control API: one in this process, or one that <c>skewlab serve</c> started.</summary>
/// <remarks>
/// Every method throws <see cref="LabUnreachableException"/>, <see cref="LabNotTrustedException"/> or <see cref="NoLabException"/> where there is no lab to
/// talk to,
/// and <see cref="ControlRefusedException"/> where the lab refuses. Thread-safe.
/// </remarks>
public sealed class ControlClient : IDisposable
{
    /// <summary>The longest that the lab waits for the next entry of the journal: one minute.</summary>
    public static readonly TimeSpan LongestWait = TimeSpan.FromMinutes(1);

    /// <summary>The most entries of the journal in one page.</summary>
    public const int LargestPage = 1000;

    private readonly ControlTransport _transport;

    /// <summary>Makes a client; nothing is sent yet.</summary>
    /// <param name="lab">Where the lab is, its control API's path left out; a world's has a path of its own.</param>
    /// <param name="token">The control token; null sends none.</param>
    /// <param name="handler">How it is reached; disposed with the client. Null is over sockets, without a proxy.</param>
    public ControlClient(Uri lab, string? token = null, HttpMessageHandler? handler = null)
    {
        ArgumentNullException.ThrowIfNull(lab);
        _transport = new(lab, token, handler ?? new SocketsHttpHandler { UseProxy = false });
    }

    /// <summary>Reads every clock, by the names of the nodes.</summary>
    public Task<IReadOnlyDictionary<string, ClockReading>> GetClocksAsync(CancellationToken cancellationToken = default) =>
        _transport.SendAsync<IReadOnlyDictionary<string, ClockReading>>(HttpMethod.Get, "/clocks", null, cancellationToken);

    /// <summary>Sets several clocks at one instant, or none of them.</summary>
    /// <returns>Every clock, as it is then.</returns>
    public Task<IReadOnlyDictionary<string, ClockReading>> SetClocksAsync(
        IReadOnlyDictionary<string, ClockChange> clocks, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<IReadOnlyDictionary<string, ClockReading>>(HttpMethod.Put, "/clocks", clocks, cancellationToken);

    /// <summary>Moves clocks by one amount at one instant; they keep running.</summary>
    /// <param name="by">How far; positive is ahead.</param>
    /// <param name="clocks">Whose clocks; null or empty is all of them.</param>
    /// <param name="cancellationToken">Ends the waiting for the answer.</param>
    /// <returns>Every clock, as it is then.</returns>
    public Task<IReadOnlyDictionary<string, ClockReading>> AdvanceClocksAsync(
        TimeSpan by, IReadOnlyList<string>? clocks = null, CancellationToken cancellationToken = default)
    {
        var advance = new ClockAdvance { By = by, Clocks = clocks };
        return _transport.SendAsync<IReadOnlyDictionary<string, ClockReading>>(HttpMethod.Post, "/clocks/advance", advance, cancellationToken);
    }

    /// <summary>Reads what the IdP issues, how the API judges and when its nodes learn of news.</summary>
    public Task<Policy> GetPolicyAsync(CancellationToken cancellationToken = default) =>
        _transport.SendAsync<Policy>(HttpMethod.Get, "/policy", null, cancellationToken);

    /// <summary>Changes what is given of the policy, all of it or none.</summary>
    /// <returns>The policy, as it is then.</returns>
    public Task<Policy> ChangePolicyAsync(Policy change, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<Policy>(HttpMethod.Patch, "/policy", change, cancellationToken);

    /// <summary>Reads the faults there are, with what is left of each.</summary>
    public Task<IReadOnlyList<FaultRule>> GetFaultsAsync(CancellationToken cancellationToken = default) =>
        _transport.SendAsync<IReadOnlyList<FaultRule>>(HttpMethod.Get, "/faults", null, cancellationToken);

    /// <summary>Adds a fault to the nodes it names.</summary>
    /// <returns>The faults there are then.</returns>
    public Task<IReadOnlyList<FaultRule>> AddFaultAsync(FaultRule fault, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<IReadOnlyList<FaultRule>>(HttpMethod.Post, "/faults", fault, cancellationToken);

    /// <summary>Ends every fault.</summary>
    public Task ClearFaultsAsync(CancellationToken cancellationToken = default) => _transport.SendAsync(HttpMethod.Delete, "/faults", null, cancellationToken);

    /// <summary>Reads a part of the journal.</summary>
    /// <param name="since">The sequence number after which to begin; 0 begins with the oldest.</param>
    /// <param name="limit">How many entries at most: 1 to <see cref="LargestPage"/>.</param>
    /// <param name="wait">How long to wait for the first entry where there is none: zero to <see cref="LongestWait"/>.</param>
    /// <param name="cancellationToken">Ends the waiting for the answer.</param>
    public Task<JournalPage> ReadJournalAsync(long since = 0, int limit = LargestPage, TimeSpan wait = default,
        CancellationToken cancellationToken = default) =>
        _transport.SendAsync<JournalPage>(HttpMethod.Get, $"/journal?limit={limit}&since={since}&wait={DurationText.Format(wait)}", null, cancellationToken);

    /// <summary>Reads the journal and goes on with what comes, until the lab ends with <see cref="LabUnreachableException"/> or the caller does.</summary>
    /// <param name="since">The sequence number after which to begin; 0 begins with the oldest.</param>
    /// <param name="cancellationToken">Ends the reading.</param>
    /// <returns>Pages, some of them empty: so that a reader hears now and then that the lab is still there.</returns>
    public async IAsyncEnumerable<JournalPage> FollowJournalAsync(long since = 0, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        for (; ; )
        {
            var page = await ReadJournalAsync(since, wait: LongestWait, cancellationToken: cancellationToken).ConfigureAwait(false);
            since = page.Next;
            yield return page;
        }
    }

    /// <summary>Forgets every entry of the journal.</summary>
    public Task ClearJournalAsync(CancellationToken cancellationToken = default) =>
        _transport.SendAsync(HttpMethod.Delete, "/journal", null, cancellationToken);

    /// <summary>Adds or replaces a client.</summary>
    public Task<RegisteredClientAnswer> AddClientAsync(ClientRegistration client, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<RegisteredClientAnswer>(HttpMethod.Post, "/clients", client, cancellationToken);

    /// <summary>Issues a first refresh token, as an authorization would.</summary>
    /// <param name="clientId">The client; null is the lab's own.</param>
    /// <param name="scope">The scope; null is all there is.</param>
    /// <param name="cancellationToken">Ends the waiting for the answer.</param>
    public Task<RefreshTokenAnswer> IssueRefreshTokenAsync(string? clientId = null, string? scope = null, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<RefreshTokenAnswer>(
            HttpMethod.Post, "/refresh-tokens", new RefreshTokenRequest { ClientId = clientId, Scope = scope }, cancellationToken);

    /// <summary>Mints an access token.</summary>
    public Task<MintedToken> MintTokenAsync(MintRequest token, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<MintedToken>(HttpMethod.Post, "/tokens", token, cancellationToken);

    /// <summary>Publishes a new signing key.</summary>
    public Task RotateKeysAsync(KeyRotation rotation, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(HttpMethod.Post, "/keys/rotate", rotation, cancellationToken);

    /// <summary>Revokes access tokens: <c>newest</c>, <c>all</c>, one by its name (<c>at#3</c>) or by its text.</summary>
    public Task<RevokedTokens> RevokeAsync(string token, CancellationToken cancellationToken = default) =>
        _transport.SendAsync<RevokedTokens>(HttpMethod.Post, "/revoke", new RevokeRequest { Token = token }, cancellationToken);

    /// <summary>Makes an isolated lab on the same server, as this one was at its start.</summary>
    public Task<WorldAddress> CreateWorldAsync(CancellationToken cancellationToken = default) =>
        _transport.SendAsync<WorldAddress>(HttpMethod.Post, "/worlds", null, cancellationToken);

    /// <summary>Ends an isolated lab.</summary>
    public Task EndWorldAsync(string id, CancellationToken cancellationToken = default) =>
        _transport.SendAsync(HttpMethod.Delete, $"/worlds/{Uri.EscapeDataString(id)}", null, cancellationToken);

    /// <summary>Goes back to the start.</summary>
    public Task ResetAsync(CancellationToken cancellationToken = default) => _transport.SendAsync(HttpMethod.Post, "/reset", null, cancellationToken);

    /// <inheritdoc/>
    public void Dispose() => _transport.Dispose();
}
