using System.ComponentModel;
using SkewLab.FakeIdp.Knobs;
using SkewLab.Scenarios.Keys;

namespace SkewLab.Scenarios.Timeline;

/// <summary>What happens when. Exactly one action is set.</summary>
[ExactlyOneOptional]
public sealed record TimelineEntry
{
    /// <value>When, in reference time from the start.</value>
    [Description("When, in reference time from the start.")]
    [Bounds("0s", "3650d")]
    [Example("6h")]
    public required TimeSpan At { get; init; }

    /// <value>A wall clock is set forward or back at once.</value>
    [Description("A wall clock is set forward or back at once.")]
    public JumpAction? Jump { get; init; }

    /// <value>A machine sleeps.</value>
    [Description("A machine sleeps.")]
    public SuspendAction? Suspend { get; init; }

    /// <value>A clock is corrected gradually.</value>
    [Description("A clock is corrected gradually.")]
    public SlewAction? Slew { get; init; }

    /// <value>A virtual machine is stopped, and its wall clock is left behind.</value>
    [Description("A virtual machine is stopped, and its wall clock is left behind.")]
    public VmPauseAction? VmPause { get; init; }

    /// <value>A wall clock flips between right and wrong.</value>
    [Description("A wall clock flips between right and wrong.")]
    public StrobeAction? Strobe { get; init; }

    /// <value>A clock smears a leap second at which the others step.</value>
    [Description("A clock smears a leap second at which the others step; 'at' is the leap.")]
    public LeapSmearAction? LeapSmear { get; init; }

    /// <value>A wall clock is read in the wrong zone.</value>
    [Description("A wall clock is read in the wrong zone.")]
    public WrongZoneAction? WrongZone { get; init; }

    /// <value>The IdP signs with a new key.</value>
    [Description("The IdP signs with a new key.")]
    public RotateKeysAction? RotateKeys { get; init; }

    /// <value>Tokens are revoked at the IdP.</value>
    [Description("Tokens are revoked at the IdP.")]
    public RevokeTarget? Revoke { get; init; }

    /// <value>A node answers with an error.</value>
    [Description("A node answers with an error.")]
    public FaultAction? Fault { get; init; }

    /// <value>The next messages on a link get lost.</value>
    [Description("The next messages on a link get lost.")]
    public LoseAction? Lose { get; init; }

    /// <value>Faults and losses end; clocks keep their offsets.</value>
    [Description("Faults and losses end; clocks keep their offsets.")]
    public EndFaultsTarget? EndFaults { get; init; }

    /// <value>The action if it is done to clocks; else null.</value>
    public IClockAction? ClockAction => Jump ?? Suspend ?? Slew ?? VmPause ?? Strobe ?? LeapSmear ?? (IClockAction?)WrongZone;
}

/// <summary>Which tokens are revoked.</summary>
public enum RevokeTarget
{
    /// <summary>The access token issued last.</summary>
    NewestToken,

    /// <summary>Every access token issued so far.</summary>
    AllTokens,
}

/// <summary>Which faults end.</summary>
public enum EndFaultsTarget
{
    /// <summary>All of them, on every node and link.</summary>
    All,
}
