using System.IO.Pipelines;
using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;

namespace SkewLab.FakeIdp.InProcess;

/// <content>The response's side.</content>
internal abstract partial class Exchange : IHttpResponseFeature, IHttpResponseBodyFeature
{
    private readonly HeaderDictionary _responseHeaders = [];
    private readonly BodyPipe _body;
    private Stack<(Func<object, Task> Callback, object State)>? _onStarting;
    private Stack<(Func<object, Task> Callback, object State)>? _onCompleted;
    private Stream? _bodyStream;

    public int StatusCode { get; set; } = 200;

    public string? ReasonPhrase { get; set; }

    public bool HasStarted { get; private set; }

    public PipeWriter Writer => _body;

    public Stream Stream => _bodyStream ??= _body.AsStream(leaveOpen: true);

    IHeaderDictionary IHttpResponseFeature.Headers
    {
        get => _responseHeaders;
        set => throw new NotSupportedException("The in-process host keeps the response's headers itself.");
    }

    Stream IHttpResponseFeature.Body
    {
        get => Stream;
        set => throw new NotSupportedException("The in-process host keeps the response's body itself.");
    }

    public void OnStarting(Func<object, Task> callback, object state) => (_onStarting ??= new()).Push((callback, state));

    public void OnCompleted(Func<object, Task> callback, object state) => (_onCompleted ??= new()).Push((callback, state));

    public void DisableBuffering()
    {
    }

    public Task StartAsync(CancellationToken cancellationToken = default) => StartResponseAsync();

    public Task CompleteAsync() => StartResponseAsync();

    public Task SendFileAsync(string path, long offset, long? count, CancellationToken cancellationToken = default) =>
        throw new NotSupportedException("The lab serves no files.");

    /// <summary>Runs the OnStarting callbacks, last registered first, once.</summary>
    public Task StartResponseAsync()
    {
        if (HasStarted)
            return Task.CompletedTask;
        if (_onStarting is { Count: > 0 })
            return RunThenStart();
        HasStarted = true;
        return Task.CompletedTask;

        async Task RunThenStart()
        {
            while (_onStarting.TryPop(out var entry))
                await entry.Callback(entry.State);
            HasStarted = true;
        }
    }

    /// <summary>Runs the OnCompleted callbacks, last registered first.</summary>
    public Task CompleteResponseAsync()
    {
        return _onCompleted is { Count: > 0 } ? Run() : Task.CompletedTask;

        async Task Run()
        {
            while (_onCompleted.TryPop(out var entry))
                await entry.Callback(entry.State);
        }
    }

    /// <exception cref="HttpRequestException">The application aborted the connection.</exception>
    /// <exception cref="OperationCanceledException">The caller gave up meanwhile.</exception>
    public HttpResponseMessage ToResponse(HttpRequestMessage request)
    {
        RequestAborted.ThrowIfCancellationRequested();
        if (_aborted)
            throw new HttpRequestException(HttpRequestError.ResponseEnded, $"{Node} closed the connection without an answer.");
        var response = new HttpResponseMessage((HttpStatusCode)StatusCode) { RequestMessage = request, Version = HttpVersion.Version11 };
        if (ReasonPhrase is not null)
            response.ReasonPhrase = ReasonPhrase;
        if (_body.Length > 0 && Method != "HEAD")
            response.Content = new ByteArrayContent(_body.ToArray());
        foreach (var (name, values) in _responseHeaders)
        {
            // HttpClient's two header collections refuse each other's names: what the first does not take is the content's.
            var added = values.Count == 1
                ? response.Headers.TryAddWithoutValidation(name, values[0])
                : response.Headers.TryAddWithoutValidation(name, (string[])values!);
            if (!added)
                response.Content.Headers.TryAddWithoutValidation(name, (IEnumerable<string>)values!);
        }
        return response;
    }

    private void ResetResponse()
    {
        _responseHeaders.Clear();
        _onStarting?.Clear();
        _onCompleted?.Clear();
        _body.Reset();
        StatusCode = 200;
        ReasonPhrase = null;
        HasStarted = false;
    }
}
