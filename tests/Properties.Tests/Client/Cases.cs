using FsCheck;
using FsCheck.Fluent;

namespace SkewLab.Properties.Tests.Client;

/// <summary>Cases for the client alone: each follows from one number, which a failure prints.</summary>
public static class Cases
{
    /// <summary>The seed of all of them, so that each run tries the same.</summary>
    public const string Seed = "1,11400714819323198485";

    public static Arbitrary<int> Numbers() => Arb.From(Gen.Choose(0, int.MaxValue - 1));
}
