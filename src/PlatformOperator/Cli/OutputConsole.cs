using Spectre.Console;

namespace PlatformOperator.Cli;

/// <summary>Where verbs draw: in colours and as wide as it is on a terminal, plain and without line breaks of its own elsewhere.</summary>
internal static class OutputConsole
{
    public static IAnsiConsole On(TextWriter output)
    {
        var destination = new AnsiConsoleOutput(output);
        if (destination.IsTerminal)
            return AnsiConsole.Create(new AnsiConsoleSettings { Out = destination });
        var plain = AnsiConsole.Create(
            new AnsiConsoleSettings { Out = destination, Ansi = AnsiSupport.No, ColorSystem = ColorSystemSupport.NoColors, Interactive = InteractionSupport.No });
        plain.Profile.Width = int.MaxValue;
        return plain;
    }
}
