using System.CommandLine;
using SkewLab.Simulation.Strategies;

namespace SkewLab.Commands;

/// <summary><c>skewlab strategies</c>: what can be run, and where each rule comes from.</summary>
internal static class StrategiesCommand
{
    public static Command Create(TextWriter output)
    {
        var command = new Command("strategies", "Lists the refresh strategies, their rules and where these come from.");
        command.SetAction(_ =>
        {
            foreach (var strategy in StrategyCatalog.All)
            {
                output.WriteLine(strategy.Name);
                output.WriteLine($"  {strategy.Rule}");
                foreach (var option in strategy.Options)
                {
                    var value = option.DefaultValue.Length > 0 ? option.DefaultValue : "not set";
                    var range = option.Min is null ? "" : $" ({option.Min} to {option.Max})";
                    output.WriteLine($"  {option.Name}: {value}{range}   {option.Description}");
                }

                output.WriteLine($"  from: {strategy.Source}");
            }
        });
        return command;
    }
}
