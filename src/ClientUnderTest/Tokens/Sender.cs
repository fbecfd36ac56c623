namespace SkewLab.Client.Tokens;

/// <summary>Sends a request as it is, by the handlers below one <see cref="SkewAwareHandler"/>.</summary>
/// <remarks>
/// Handlers come and go while the tokens they share stay, so a token request leaves by the handler of the call that starts it: that one is in use.
/// </remarks>
internal delegate Task<HttpResponseMessage> Sender(HttpRequestMessage request, CancellationToken cancellationToken);
