namespace k8s.Models;

/// <summary>An object with metadata.</summary>
/// <typeparam name="T">Type of the metadata.</typeparam>
public interface IMetadata<T>
{
    /// <summary>The metadata.</summary>
    T Metadata { get; set; }
}

/// <summary>An object with a spec.</summary>
/// <typeparam name="T">Type of the spec.</typeparam>
public interface ISpec<T>
{
    /// <summary>What is wanted.</summary>
    T Spec { get; set; }
}

/// <summary>An object with a status.</summary>
/// <typeparam name="T">Type of the status.</typeparam>
public interface IStatus<T>
{
    /// <summary>What is.</summary>
    T Status { get; set; }
}

/// <summary>A list of objects.</summary>
/// <typeparam name="T">Type of the items.</typeparam>
public interface IItems<T>
{
    /// <summary>The items.</summary>
    IList<T> Items { get; set; }
}
