namespace PlatformOperator.Ingestion.Configuration;

/// <summary>Something the user wrote cannot be used; the message is one line that says where and why.</summary>
internal sealed class ConfigurationException(string message, Exception? inner = null) : Exception(message, inner);
