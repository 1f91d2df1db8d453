using PlatformOperator;

return await Commands.Root().Parse(args).InvokeAsync();
