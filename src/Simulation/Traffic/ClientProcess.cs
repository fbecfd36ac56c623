namespace SkewLab.Simulation.Traffic;

/// <summary>A process on a client machine, with a client of its own from its start to its end.</summary>
/// <param name="number">Its number on the machine, from 1.</param>
/// <param name="http">The client.</param>
/// <param name="network">The process's connections.</param>
/// <param name="running">The machine's processes, which it leaves when it ends.</param>
internal sealed class ClientProcess(int number, HttpClient http, ProcessNetwork network, List<ClientProcess> running) : IDisposable
{
    /// <value>Its number on the machine, from 1.</value>
    public int Number => number;

    /// <value>Its client.</value>
    public HttpClient Http => http;

    /// <summary>Ends the process: the client is disposed, and what it left under way is abandoned. Ending it again changes nothing.</summary>
    public void Dispose()
    {
        if (!running.Remove(this))
            return;
        http.Dispose();
        network.Exit();
    }
}

/// <summary>The network as one process sees it: its connections end when it does.</summary>
/// <remarks>A client need not dispose its handlers, or cancel what it does in the background: the operating system closes the sockets anyhow.</remarks>
internal sealed class ProcessNetwork(HttpMessageHandler machine) : DelegatingHandler(machine)
{
    private readonly CancellationTokenSource _exit = new();

    /// <summary>Abandons every request under way, and refuses new ones.</summary>
    public void Exit() => _exit.Cancel();

    protected override async Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken)
    {
        _exit.Token.ThrowIfCancellationRequested();
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken, _exit.Token);
        return await base.SendAsync(request, either.Token).ConfigureAwait(false);
    }
}
