using System.ComponentModel;
using SkewLab.FakeIdp.Knobs;

namespace SkewLab.Scenarios.Timeline;

/// <summary>The next messages on a link get lost.</summary>
public sealed record LoseAction
{
    /// <value>Which link: 'client -&gt; idp', 'client -&gt; api-N' or 'client -&gt; api-*'.</value>
    [Description("Which link: 'client -> idp', 'client -> api-N' or 'client -> api-*'.")]
    [Example("client -> idp")]
    public required string Link { get; init; }

    /// <value>Which direction; a lost response leaves the work done.</value>
    [Description("Which direction; a lost response leaves the work done.")]
    [Example("response")]
    public required LegName Leg { get; init; }

    /// <value>How many messages get lost. 1 by default.</value>
    [Description("How many messages get lost.")]
    [Bounds("1", "1000000")]
    public int Times { get; init; } = 1;
}

/// <summary>A direction of a link.</summary>
public enum LegName
{
    /// <summary>From the client.</summary>
    Request,

    /// <summary>To the client.</summary>
    Response,
}
