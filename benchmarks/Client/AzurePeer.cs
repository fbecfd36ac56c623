using Azure.Core;
using Azure.Core.Pipeline;

namespace SkewLab.Benchmarks.Client;

/// <summary>Azure.Core's policy, up to the point at which the request would go on.</summary>
internal sealed class AzurePeer() : BearerTokenAuthenticationPolicy(new ReadyCredential(), "scope")
{
    private readonly HttpMessage _message = Message();

    public ValueTask AuthorizeAsync() => AuthorizeRequestAsync(_message);

    private static HttpMessage Message()
    {
        var message = HttpPipelineBuilder.Build(new Options()).CreateMessage();
        message.Request.Uri.Reset(new Uri("https://api.example/things"));
        return message;
    }

    private sealed class Options : ClientOptions;

    private sealed class ReadyCredential : TokenCredential
    {
        private readonly AccessToken _token = new("a-token", DateTimeOffset.UtcNow.AddHours(1));

        public override AccessToken GetToken(TokenRequestContext requestContext, CancellationToken cancellationToken) => _token;

        public override ValueTask<AccessToken> GetTokenAsync(TokenRequestContext requestContext, CancellationToken cancellationToken) => new(_token);
    }
}
