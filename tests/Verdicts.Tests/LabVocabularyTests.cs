using SkewLab.FakeIdp.Validation;
using SkewLab.Scenarios.Values;
using SkewLab.Simulation.Strategies;
using SkewLab.Verdicts.Metrics;

namespace SkewLab.Verdicts.Tests;

public sealed class LabVocabularyTests
{
    [Fact]
    public void A_scenario_may_use_every_name_the_lab_knows()
    {
        var vocabulary = LabVocabulary.Value;

        Assert.Equal(StrategyCatalog.All.Select(strategy => strategy.Name), vocabulary.Strategies);
        Assert.Equal(ValidatorPreset.All.Select(preset => preset.Name), vocabulary.ValidatorPresets);
        Assert.Equal(["perfect", "cloud-vm", "cloud-vm-migrating", "onprem-no-ntp", "windows-domain", "laptop", "phone", "iot-no-rtc"], vocabulary.ClockProfiles);
        Assert.Equal(["retry-after-int"], vocabulary.InnerStrategies.Keys);
        Assert.Equal(vocabulary.Strategies.Except(["retry-after-int", "skew-aware"]), vocabulary.InnerStrategies["retry-after-int"]);
        Assert.Equal(MetricCatalog.All.Select(metric => metric.Name), vocabulary.Metrics.Keys);
        Assert.Equal(MetricUnit.Milliseconds, vocabulary.Metrics["addedLatencyMs.p95"]);
        Assert.Equal(MetricUnit.Seconds, vocabulary.Metrics["longestOutageSeconds"]);
        Assert.Equal(MetricUnit.Share, vocabulary.Metrics["surfaced401Rate"]);
    }
}
