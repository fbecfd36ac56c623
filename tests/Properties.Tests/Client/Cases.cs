using FsCheck;
using FsCheck.Fluent;

namespace SkewLab.Properties.Tests.Client;

/// <summary>Cases for the client alone: each follows from one number, which a failure prints.</summary>
internal static class Cases
{
    public static Arbitrary<int> Numbers { get; } = Arb.From(Gen.Choose(0, int.MaxValue - 1));

    /// <value>The same cases at each run.</value>
    public static Config Thorough { get; } = Config.QuickThrowOnFailure.WithMaxTest(200).WithReplay(Microsoft.FSharp.Core.FSharpOption<Replay>.Some(new Replay(new Rnd(1), Microsoft.FSharp.Core.FSharpOption<int>.None)));
}
