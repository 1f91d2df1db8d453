using System.Runtime.InteropServices;

namespace PlatformOperator.Ingestion.Duplicates;

/// <summary>Who a record or an entry is.</summary>
/// <param name="Hash">Of itself; or, of places in a request, what 64 neighbours have in common.</param>
/// <param name="Place">The one bit that tells it from these neighbours; 0: it has none.</param>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct Identity(UInt128 Hash, ulong Place = 0);
