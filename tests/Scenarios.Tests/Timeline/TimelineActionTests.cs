using System.Reflection;
using SkewLab.Scenarios.Binding;
using SkewLab.Scenarios.Keys;
using SkewLab.Scenarios.Timeline;

namespace SkewLab.Scenarios.Tests.Timeline;

public class TimelineActionTests
{
    private static readonly Type[] Kinds =
        [.. typeof(TimelineAction).Assembly.GetTypes().Where(type => type.IsSubclassOf(typeof(TimelineAction)) && !type.IsAbstract)];

    [Fact]
    public void Each_kind_of_action_has_one_key_of_a_timelines_entry_and_a_place_of_its_own()
    {
        var attributes = Kinds.Select(kind => kind.GetCustomAttribute<ActionKeyAttribute>()!).ToArray();

        Assert.Equal(Kinds.Length, attributes.Select(key => key.Order).Distinct().Count());
        Assert.Equal(["at", .. attributes.OrderBy(key => key.Order).Select(key => key.Key)], ModelType.Of(typeof(TimelineEntry)).Names);
    }

    [Fact]
    public void Keys_that_all_clock_actions_have_stand_before_those_that_only_one_has() =>
        Assert.Equal(["clock", "by", "rate"], ModelType.Of(typeof(SlewAction)).Names);

    [Theory]
    [InlineData("idp", LabCapability.NodeClockJumps)]
    [InlineData("api-*", LabCapability.NodeClockJumps)]
    [InlineData("api-3", LabCapability.NodeClockJumps)]
    [InlineData("client", LabCapability.ClientClockJumps)]
    public void A_jump_needs_a_lab_that_can_set_just_that_clock(string clock, LabCapability needed) =>
        Assert.Equal(needed, new JumpAction { Clock = clock, By = TimeSpan.FromSeconds(1) }.Needs);
}
