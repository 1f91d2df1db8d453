using System.CommandLine;
using PlatformOperator.Cli;

var parsed = Commands.Root().Parse(args);
// The host ends on SIGTERM itself and lets the Lease go; the parser would end the process after two seconds whether that was done or not.
var exitCode = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
if (parsed.Errors.Count == 0)
    return exitCode;
// Shells expect 2 of a command that was called wrongly. Of a plan that would mean changes.
return parsed.CommandResult.Command.Name == PlanCommand.Name ? 1 : 2;
