using Microsoft.Extensions.Options;

namespace SkewLab.Client.DependencyInjection;

/// <summary>Lets the options of every named client be checked when the host starts: all problems at once, each with the client's name.</summary>
internal sealed class SkewAwareOptionsValidator : IValidateOptions<SkewAwareOptions>
{
    public ValidateOptionsResult Validate(string? name, SkewAwareOptions options) => options.Validate() is { Count: > 0 } problems
        ? ValidateOptionsResult.Fail(problems.Select(problem => $"HttpClient '{name}': {problem}"))
        : ValidateOptionsResult.Success;
}
