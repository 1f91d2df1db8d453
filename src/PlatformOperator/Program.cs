using System.CommandLine;
using PlatformOperator;

var parsed = Commands.Root().Parse(args);
// The host ends on SIGTERM itself and lets the Lease go; the parser would end the process after two seconds whether that was done or not.
var exitCode = await parsed.InvokeAsync(new InvocationConfiguration { ProcessTerminationTimeout = null });
// Shells expect 2 of a command that was called wrongly.
return parsed.Errors.Count > 0 ? 2 : exitCode;
