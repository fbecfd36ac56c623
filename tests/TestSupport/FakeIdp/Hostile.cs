using System.Buffers.Text;
using System.Text;
using SkewLab.FakeIdp.Catalog;
using SkewLab.FakeIdp.Nodes;

namespace SkewLab.TestSupport.FakeIdp;

/// <summary>Requests that no client should send, made from a number: the same number gives the same request.</summary>
/// <param name="idp">The IdP that they are meant for.</param>
/// <param name="api">The API node that they are meant for.</param>
/// <param name="good">Good tokens of every kind, which some of them mangle: an access token, an <c>id_token</c>, a refresh token, an assertion.</param>
internal sealed class Hostile(IdpNode idp, ApiNode api, string[] good)
{
    /// <summary>What an answer must be: a refusal, or anything that is no failure of the server's.</summary>
    public enum Outcome
    {
        Refused,
        NotFailed,
    }

    private static readonly string[] Methods = ["PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "HEAD", "PROPFIND", "G*T", "M-SEARCH"];
    private static readonly string[] MediaTypes =
        ["application/json", "text/plain", "multipart/form-data; boundary=x", "application/x-www-form-urlencoded2", "application", ";", "text/xml;charset=utf-7", "*/*"];
    private static readonly string[] Values =
        ["", "%", "%zz", "%FF%FE", "%C3%28", "%ED%A0%80", "%00", "%0D%0ASet-Cookie:x", "a+b", "\u00e9", "<script>", "'\"--", "../../etc", "=", "[]", "{}", "null", "-1", "9e999"];
    private static readonly string[] Names =
        ["grant_type", "client_id", "client_secret", "scope", "code", "redirect_uri", "code_verifier", "refresh_token", "assertion", "token", "token_type_hint", "response_type", "state",
         "nonce", "code_challenge", "code_challenge_method", "id_token_hint", "post_logout_redirect_uri", "response_mode", "request", "max_age", "", "x"];
    private static readonly string[] Numbers = ["\"x\"", "null", "1e400", "-1e18", "1e18", "9223372036854775808", "{}", "[1]", "true", "0.5", "-62135596801", "253402300800", "\"1767268860\""];

    /// <summary>The kinds of requests, each with what it must come to.</summary>
    public static IReadOnlyList<(string Name, Outcome Outcome)> Kinds { get; } =
    [
        ("method", Outcome.Refused), ("media type", Outcome.Refused), ("oversize body", Outcome.Refused), ("not UTF-8", Outcome.Refused), ("repeated parameter", Outcome.Refused),
        ("broken Basic", Outcome.Refused), ("broken bearer", Outcome.Refused), ("unsigned JWT", Outcome.Refused), ("swapped key", Outcome.Refused), ("cut JWT", Outcome.Refused),
        ("deep JSON", Outcome.Refused), ("odd claim", Outcome.Refused), ("oversize header", Outcome.Refused), ("unknown path", Outcome.Refused), ("wild form", Outcome.NotFailed),
        ("wild query", Outcome.NotFailed), ("wild body", Outcome.NotFailed), ("wild headers", Outcome.NotFailed),
    ];

    /// <summary>The request of this kind with this number, and the node it goes to.</summary>
    public (LabNode Node, HttpRequestMessage Request) Make(string kind, int number)
    {
        var random = new Random(number);
        return kind switch
        {
            "method" => Anywhere(random, (route, _) => new(new HttpMethod(Pick(random, Methods)), route)),
            "media type" => (idp, Form(PostPath(random), "client_id=app&client_secret=s3cret&grant_type=client_credentials&token=x", Pick(random, MediaTypes))),
            "oversize body" => Oversize(random),
            "not UTF-8" => (idp, Raw(PostPath(random), [.. Encoding.ASCII.GetBytes($"client_id=app&client_secret=s3cret&token=x&{Pick(random, Names)}="), 0xC3, .. Bytes(random, 8), 0xFF])),
            "repeated parameter" => (idp, Form(PostPath(random), $"client_id=app&client_secret=s3cret&grant_type=client_credentials&token=x&{Twice(random)}")),
            "broken Basic" => (idp, With(Form(PostPath(random), "grant_type=client_credentials&token=x"), "Basic " + BrokenBasic(random))),
            "broken bearer" => Bearer(random, Garbage(random)),
            "unsigned JWT" => Token(random, Unsigned(random)),
            "swapped key" => Token(random, Swapped(random)),
            "cut JWT" => Token(random, Cut(random)),
            "deep JSON" => Deep(random),
            "odd claim" => Token(random, Assertion.SignEs256(OddClaims(random))),
            "oversize header" => Bearer(random, new string('a', random.Next(64, 512) * 1024)),
            "unknown path" => Anywhere(random, (route, _) => new(HttpMethod.Get, route + "/" + Uri.EscapeDataString(Pick(random, Values) + "x"))),
            "wild form" => (idp, With(Form(PostPath(random), WildPairs(random)), random.Next(2) == 0 ? null : "Basic " + BrokenBasic(random))),
            "wild query" => Anywhere(random, (route, method) => new(method, $"{route}?{WildPairs(random)}")),
            "wild body" => (api, With(Json("/api/v2/analytics/conversations/details/query", WildJson(random)), "Bearer " + good[0])),
            _ => Anywhere(random, (route, method) => WildHeaders(random, new(method, route))),
        };
    }

    private static T Pick<T>(Random random, IReadOnlyList<T> list) => list[random.Next(list.Count)];

    private static byte[] Bytes(Random random, int count)
    {
        var bytes = new byte[count];
        random.NextBytes(bytes);
        // Separators would make it other parameters.
        return [.. bytes.Select(one => one is (byte)'&' or (byte)'=' or (byte)'%' or (byte)'+' ? (byte)'x' : one)];
    }

    private static string Garbage(Random random) => Pick(random, [Pick(random, Values) + "x", "a.b", "....", "a.b.c.d.e", "..", Base64Url.EncodeToString(Bytes(random, 90)), "\u00e9\u00e9", "x y"]);

    private static string PostPath(Random random) => Pick(random, ServedRoutes.Idp.Where(route => route.Method == "POST").ToList()).Path;

    private (LabNode Node, HttpRequestMessage Request) Anywhere(Random random, Func<string, HttpMethod, HttpRequestMessage> make)
    {
        var (node, host, routes) = random.Next(2) == 0 ? ((LabNode)idp, "http://idp.test", ServedRoutes.Idp) : (api, "http://api.test", ServedRoutes.Api);
        var (method, path) = Pick(random, routes);
        return (node, make(host + path, new HttpMethod(method)));
    }

    private (LabNode Node, HttpRequestMessage Request) Bearer(Random random, string token)
    {
        if (random.Next(4) == 0)
            return (idp, With(new(HttpMethod.Get, "http://idp.test/userinfo"), "Bearer " + token));
        var (method, path) = Pick(random, ServedRoutes.Api);
        return (api, With(method == "POST" ? Json(path, "{}") : new(new HttpMethod(method), "http://api.test" + path), "Bearer " + token));
    }

    /// <summary>A token wherever tokens are taken and must be good: in the header, as an assertion, as a refresh token, as a code, as a hint.</summary>
    private (LabNode Node, HttpRequestMessage Request) Token(Random random, string token) => random.Next(6) switch
    {
        0 => (idp, Form("/oauth/token", $"{Assertion.Grant}&assertion={Uri.EscapeDataString(token)}")),
        1 => (idp, Form("/oauth/token", $"client_id=app&client_secret=s3cret&grant_type=refresh_token&refresh_token={Uri.EscapeDataString(token)}")),
        2 => (idp, Form("/oauth/token", $"{Flow.AsWeb}&grant_type=authorization_code&code={Uri.EscapeDataString(token)}")),
        3 => (idp, new(HttpMethod.Get, $"http://idp.test/logout?id_token_hint={Uri.EscapeDataString(token)}")),
        _ => Bearer(random, token),
    };

    private (LabNode Node, HttpRequestMessage Request) Oversize(Random random) => random.Next(3) switch
    {
        0 => (api, With(Json("/api/v2/analytics/conversations/details/query", new string(' ', (1024 * 1024) + random.Next(1, 99))), "Bearer " + good[0])),
        1 => (idp, new(HttpMethod.Get, $"http://idp.test/{Pick(random, ["logout", "oauth/authorize"])}?x={new string('a', (64 * 1024) + random.Next(99))}")),
        _ => (idp, Form(PostPath(random), $"client_id=app&client_secret=s3cret&token=x&x={new string('a', 64 * 1024)}")),
    };

    private (LabNode Node, HttpRequestMessage Request) Deep(Random random)
    {
        var depth = random.Next(100, 20_000);
        var (open, close) = random.Next(2) == 0 ? ("[", "]") : ("{\"a\":", "}");
        var deep = string.Concat(Enumerable.Repeat(open, depth)) + "1" + string.Concat(Enumerable.Repeat(close, depth));
        if (random.Next(2) == 0)
            return (api, With(Json("/api/v2/analytics/conversations/details/query", $"{{\"paging\":{deep}}}"), "Bearer " + good[0]));
        // Short enough for a form: the text grows by a third.
        deep = depth <= 4000 ? deep : "[".PadLeft(depth, '[') + "]".PadLeft(depth, ']');
        var name = Pick(random, ["aud", "iss", "exp", "x", "sub"]);
        return Token(random, random.Next(2) == 0 ? Assertion.Unsigned($"{{\"alg\":\"ES256\",\"kid\":{deep}}}", "{}") + "AAAA" : Assertion.SignEs256($"{{\"exp\":1,\"{name}\":{deep}}}"));
    }

    private static string Unsigned(Random random)
    {
        var header = $$"""{"alg":"{{Pick(random, ["none", "None", "NONE", "", "ES256", "HS256"])}}","kid":"{{Pick(random, ["key-1", "key-1-RS256", "key-99", "", "../key"])}}"}""";
        return Assertion.Unsigned(header, Assertion.Claims(Lab.Noon, audience: Pick(random, ["https://api.skewlab.example", "http://idp.test"])));
    }

    // The header of one token over the claims and the signature of another, or a good text under a key that never signed it.
    private string Swapped(Random random)
    {
        var (one, other) = (good[0].Split('.'), good[random.Next(2) == 0 ? 1 : 3].Split('.'));
        return random.Next(4) switch
        {
            0 => $"{one[0]}.{one[1]}.{other[2]}",
            1 => $"{other[0]}.{one[1]}.{one[2]}",
            2 => Assertion.SignEs256(Assertion.Claims(Lab.Noon, audience: "https://api.skewlab.example").Replace("robot", "http://idp.test"), """{"alg":"ES256","kid":"key-1"}"""),
            _ => Jwt.ForgeHs256("""{"alg":"HS256","kid":"key-1"}""", Assertion.Claims(Lab.Noon)),
        };
    }

    private string Cut(Random random)
    {
        var token = good[Pick(random, [0, 1, 3])];
        return random.Next(3) switch
        {
            0 => token[..random.Next(1, token.Length - 4)],
            1 => token[random.Next(1, token.Length - 4)..],
            _ => token.Remove(random.Next(token.LastIndexOf('.') - 1), 2),
        };
    }

    private static string OddClaims(Random random)
    {
        var claims = new Dictionary<string, string> { ["iss"] = "\"robot\"", ["sub"] = "\"ada\"", ["aud"] = "\"http://elsewhere.test\"", ["exp"] = "1767268860", ["iat"] = "1767268800" };
        foreach (var name in claims.Keys.Where(_ => random.Next(2) == 0).ToList())
            claims[name] = Pick(random, Numbers);
        var text = string.Join(',', claims.Select(claim => $"\"{claim.Key}\":{claim.Value}"));
        return random.Next(4) switch { 0 => $"[{{{text}}}]", 1 => $"{{{text}", 2 => $"{{{text},\"exp\":1}}", _ => $"{{{text}}}" };
    }

    private static string BrokenBasic(Random random) => random.Next(5) switch
    {
        0 => Convert.ToBase64String(Encoding.UTF8.GetBytes("app")),
        1 => Convert.ToBase64String(Bytes(random, random.Next(60))),
        2 => Convert.ToBase64String(Encoding.UTF8.GetBytes("app:s3cre")),
        3 => "YXBwOnMzY3JldA",
        _ => Pick(random, Values) + ":",
    };

    private static string Twice(Random random) => Pick(random, Names) is var name && name.Length > 0 ? $"{name}={Pick(random, Values)}&{name}=" : "=a&=b";

    private static string WildPairs(Random random) =>
        string.Join('&', Enumerable.Range(0, random.Next(12)).Select(_ => $"{Pick(random, Names)}={Pick(random, [.. Values, "app", "s3cret", "web", "code", "S256", "refresh_token", "authorization_code", Assertion.Grant[11..]])}"));

    private static string WildJson(Random random) => Pick(
        random,
        [
            "", "{", "[]", "null", "\u0000", "{\"paging\":1}", $"{{\"paging\":{{\"pageSize\":{Pick(random, Numbers)},\"pageNumber\":{Pick(random, Numbers)}}}}}", "{\"pageToken\":\"" + Pick(random, Values) + "x\"}",
            "{\"pageToken\":\"\\ud800\"}", "{\"paging\":{},\"paging\":[]}", "\ufeff{}", "{} {}", "// x", $"{{\"pageToken\":{Pick(random, Numbers)}}}",
        ]);

    private static HttpRequestMessage WildHeaders(Random random, HttpRequestMessage request)
    {
        foreach (var name in (string[])["Authorization", "Accept", "Cookie", "If-None-Match", "Range", "Expect", "X-Forwarded-Host", "Transfer-Encoding", "Origin"])
        {
            if (random.Next(2) == 0)
                request.Headers.TryAddWithoutValidation(name, Enumerable.Range(0, random.Next(1, 4)).Select(_ => Pick(random, Values)));
        }
        return request;
    }

    private static HttpRequestMessage With(HttpRequestMessage request, string? authorization)
    {
        if (authorization is not null)
            request.Headers.TryAddWithoutValidation("Authorization", authorization);
        return request;
    }

    private static HttpRequestMessage Form(string path, string form, string type = "application/x-www-form-urlencoded") => Raw(path, Encoding.UTF8.GetBytes(form), type);

    private static HttpRequestMessage Raw(string path, byte[] body, string type = "application/x-www-form-urlencoded") => Typed("http://idp.test" + path, body, type);

    private static HttpRequestMessage Json(string path, string json) => Typed("http://api.test" + path, Encoding.UTF8.GetBytes(json), "application/json");

    private static HttpRequestMessage Typed(string address, byte[] body, string type)
    {
        var content = new ByteArrayContent(body);
        content.Headers.TryAddWithoutValidation("Content-Type", type);
        return new(HttpMethod.Post, address) { Content = content };
    }
}
