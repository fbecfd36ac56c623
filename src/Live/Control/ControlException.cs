namespace SkewLab.Testing.Control;

/// <summary>A lab could not be controlled. Each kind of reason is a class of its own.</summary>
public abstract class ControlException : Exception
{
    private protected ControlException(string message, Exception? cause = null)
        : base(message, cause)
    {
    }
}

/// <summary>No lab is there, or it has gone.</summary>
public sealed class LabUnreachableException : ControlException
{
    internal LabUnreachableException(Uri lab, Exception cause)
        : base($"Cannot reach a lab at {lab}: {cause.Message}", cause)
    {
    }
}

/// <summary>A lab's HTTPS certificate is not trusted here.</summary>
public sealed class LabNotTrustedException : ControlException
{
    internal LabNotTrustedException(Uri lab, Exception cause)
        : base($"The certificate of {lab} is not trusted here", cause)
    {
    }
}

/// <summary>What answers is no lab.</summary>
public sealed class NoLabException : ControlException
{
    internal NoLabException(Uri address, int status, Exception cause)
        : base($"What answers at {address} is no lab: it sent {status} and no JSON", cause)
    {
    }
}

/// <summary>The lab refuses: a value breaks a rule, or the control token is missing or wrong.</summary>
public sealed class ControlRefusedException : ControlException
{
    internal ControlRefusedException(int status, string? rule, string? @field, string? value)
        : base(Sentence(rule ?? $"the lab answered {status}", @field, value))
    {
        Status = status;
        Rule = rule;
        Field = @field;
        Value = value;
    }

    /// <value>The status of the answer: 401 where the control token is missing or wrong.</value>
    public int Status { get; }

    /// <value>The rule, as a sentence; null where the answer has none.</value>
    public string? Rule { get; }

    /// <value>The field that breaks it: <c>api-2.offset</c>; null where it is no field's fault.</value>
    public string? Field { get; }

    /// <value>What the field held; null where it was missing.</value>
    public string? Value { get; }

    // The rule often quotes the value itself.
    private static string Sentence(string rule, string? @field, string? value)
    {
        if (@field is null)
            return rule;
        var isQuoted = value is null || value == @field || rule.StartsWith($"'{value}'", StringComparison.Ordinal);
        return isQuoted ? $"{@field}: {rule}" : $"{@field}: '{value}': {rule}";
    }
}
