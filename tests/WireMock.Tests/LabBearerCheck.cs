using SkewLab.Testing;
using WireMock;
using WireMock.ResponseBuilders;
using WireMock.Types;
using WireMock.Util;

namespace SkewLab.WireMock.Tests;

/// <summary>Lets a node of the lab judge the token of a stubbed API's request: what the node refuses is answered as the node answered, the rest as the stub says.</summary>
internal sealed class LabBearerCheck(Lab lab, string node, string body) : IDisposable
{
    private readonly HttpClient _node = new(lab.CreateHandler()) { BaseAddress = lab.AddressOf(node) };
    private readonly TaskCompletionSource _refused = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Ends with the first refusal.</summary>
    public Task Refused => _refused.Task;

    /// <summary>The stub's answer.</summary>
    public IResponseBuilder Answer => Response.Create().WithCallback(JudgeAsync);

    public void Dispose() => _node.Dispose();

    private async Task<IResponseMessage> JudgeAsync(IRequestMessage request)
    {
        using var question = new HttpRequestMessage(HttpMethod.Get, "api/v2/users/me");
        if (request.Headers?.TryGetValue("Authorization", out var authorization) == true)
            question.Headers.TryAddWithoutValidation("Authorization", authorization);
        using var judgement = await _node.SendAsync(question);
        if (judgement.IsSuccessStatusCode)
            return Message(200, body, []);
        _refused.TrySetResult();
        var headers = judgement.Headers.Where(header => header.Key is "WWW-Authenticate" or "Retry-After").ToDictionary(header => header.Key, header => new WireMockList<string>([.. header.Value]));
        return Message((int)judgement.StatusCode, await judgement.Content.ReadAsStringAsync(), headers);
    }

    private static ResponseMessage Message(int status, string body, Dictionary<string, WireMockList<string>> headers) =>
        new() { StatusCode = status, Headers = headers, BodyData = new BodyData { DetectedBodyType = BodyType.String, BodyAsString = body } };
}
