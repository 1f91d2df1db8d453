using PlatformOperator.Chaos;

var parsed = Commands.Root().Parse(args);
var exitCode = await parsed.InvokeAsync();
// Shells expect 2 of a command that was called wrongly.
return parsed.Errors.Count > 0 ? 2 : exitCode;
