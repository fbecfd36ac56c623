using System.Net;
using System.Text;

namespace SkewLab.Benchmarks.Client;

/// <summary>Grants a token for an hour to whoever asks by POST, and has the answer to everything else ready.</summary>
internal sealed class ReadyNetwork : HttpMessageHandler
{
    private static readonly Task<HttpResponseMessage> Answer = Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK));

    protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
        request.Method == HttpMethod.Post
            ? Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK)
            {
                Content = new StringContent("""{"access_token":"a-token","token_type":"Bearer","expires_in":3600}""", Encoding.UTF8, "application/json"),
            })
            : Answer;
}
