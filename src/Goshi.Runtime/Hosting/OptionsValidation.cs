using Goshi.Configuration;
using Microsoft.Extensions.Options;

namespace Goshi.Hosting;

/// <summary>Checks the options by the rules of goshi.yaml when the application starts.</summary>
internal sealed class OptionsValidation<TOptions>(ModelTable models) : IValidateOptions<TOptions>
    where TOptions : LlmOptions
{
    public ValidateOptionsResult Validate(string? name, TOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        var problems = OptionsValidator.Validate(options, models);
        return problems.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(problems);
    }
}
