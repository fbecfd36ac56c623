using SkewLab.FakeIdp.Nodes;
using SkewLab.Scenarios.Model;
using SkewLab.Scenarios.Randomness;
using SkewLab.Scenarios.Values;

namespace SkewLab.Simulation.Worlds;

/// <summary>When an API node learns what the IdP did: drawn by node and by the token's or key's ordinal, so every strategy meets the same delays.</summary>
internal sealed class DrawnPropagation(ApiNodeSection section, ulong seed) : IPropagation
{
    public TimeSpan LearnsTokenAfter(ApiNode node, int tokenOrdinal) => Sample(section.LearnsTokenAfter, node, DrawPurpose.LearnsToken, tokenOrdinal);

    public TimeSpan LearnsRevocationAfter(ApiNode node, int tokenOrdinal) => Sample(section.LearnsRevocationAfter, node, DrawPurpose.LearnsRevocation, tokenOrdinal);

    public TimeSpan LearnsKeyAfter(ApiNode node, int keyOrdinal) => Sample(section.LearnsKeyAfter, node, DrawPurpose.LearnsKey, keyOrdinal);

    private TimeSpan Sample(Distribution? distribution, ApiNode node, DrawPurpose purpose, int ordinal)
    {
        if (distribution is null)
            return TimeSpan.Zero;
        return distribution.ConstantValue ?? distribution.Sample(Draw.Of(seed, StableHash.Of(node.Name), purpose, ordinal));
    }
}
