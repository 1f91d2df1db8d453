using PlatformOperator.Sandbox;

return await Commands.Root().Parse(args).InvokeAsync();
