using System;
using Goshi.Generators.Diagnostics;
using Goshi.Generators.Model;

namespace Goshi.Generators.Binding;

/// <summary>What was read from a file, and everything found wrong with it.</summary>
/// <typeparam name="T">The model: it holds no positions, so that a moved line leaves it equal.</typeparam>
/// <param name="Value">The model, without the values that did not bind.</param>
/// <param name="Diagnostics">The findings, in the order of the file. All positions are here.</param>
internal sealed record Bound<T>(T Value, EquatableArray<DiagnosticInfo> Diagnostics)
    where T : IEquatable<T>;
