namespace PlatformOperator.Benchmarks;

/// <summary>One line of a benchmark's table.</summary>
internal sealed record Finding(string What, string Value, string? Target = null, bool IsMet = true);
