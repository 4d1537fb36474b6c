using Goshi.Generators.Emit;

namespace Goshi.Generators.Tests.Emit;

public class CSharpNameTests
{
    [Theory]
    [InlineData("gpt-4.1", "Gpt4_1")]
    [InlineData("gpt-4o", "Gpt4o")]
    [InlineData("gpt-4o-2024-05-13", "Gpt4o2024_05_13")]
    [InlineData("gpt-4o-mini", "Gpt4oMini")]
    [InlineData("gpt-5.4-mini", "Gpt5_4Mini")]
    [InlineData("o3", "O3")]
    [InlineData("o4-mini", "O4Mini")]
    [InlineData("chatgpt-4o-latest", "Chatgpt4oLatest")]
    [InlineData("text-embedding-3-small", "TextEmbedding3Small")]
    [InlineData("llama3.1:8b", "Llama3_1_8b")]
    [InlineData("meta-llama/Llama-3.3-70B-Instruct", "MetaLlamaLlama3_3_70BInstruct")]
    [InlineData("GPT-4O", "GPT4O")]
    [InlineData("gpt-3.5-turbo-16k-0613", "Gpt3_5Turbo16k0613")]
    public void A_model_is_named_by_its_runs_of_letters_and_digits(string id, string name) => Assert.Equal(name, CSharpName.Of(id));

    [Theory]
    [InlineData("openai", "OpenAI")]
    [InlineData("OPENAI", "OpenAI")]
    [InlineData("azure-openai", "AzureOpenAI")]
    [InlineData("openai_eu", "OpenAIEu")]
    [InlineData("openai2", "Openai2")]
    [InlineData("ollama", "Ollama")]
    [InlineData("groq", "Groq")]
    [InlineData("lm-studio", "LmStudio")]
    [InlineData("lm_studio", "LmStudio")]
    [InlineData("class", "Class")]
    public void A_provider_is_named_alike_and_openai_is_spelled_OpenAI(string provider, string name) => Assert.Equal(name, CSharpName.Of(provider));

    [Theory]
    [InlineData("3d-chat", "_3dChat")]
    [InlineData("--a--b--", "AB")]
    [InlineData("a1-b-2", "A1B2")]
    [InlineData("a1--2", "A1_2")]
    [InlineData("1", "_1")]
    [InlineData("1.2.3", "_1_2_3")]
    public void An_underscore_stands_only_before_a_leading_digit_and_where_digit_meets_digit(string text, string name) =>
        Assert.Equal(name, CSharpName.Of(text));

    [Theory]
    [InlineData("modèle-é-x", "ModLeX")]
    [InlineData("モデル", "_")]
    [InlineData("", "_")]
    [InlineData("\"; evil(); //", "Evil")]
    [InlineData("٣a", "A")]
    public void What_is_not_an_ASCII_letter_or_digit_only_separates(string text, string name) => Assert.Equal(name, CSharpName.Of(text));

    [Fact]
    [UseCulture("tr-TR")]
    public void The_culture_of_the_machine_has_no_say() => Assert.Equal("Instruct", CSharpName.Of("instruct"));

    [Theory]
    [InlineData("table", "TableModel")]
    [InlineData("find", "FindModel")]
    [InlineData("as-of", "AsOfModel")]
    [InlineData("to-string", "ToStringModel")]
    [InlineData("info", "InfoModel")]
    [InlineData("id", "IdModel")]
    [InlineData("goshi-costs", "GoshiCostsModel")]
    [InlineData("tables", "Tables")]
    public void A_model_that_meets_a_member_around_it_gets_Model_appended(string id, string name) =>
        Assert.Equal(name, CSharpName.Of(Prices.Record(id)));

    [Fact]
    public void The_name_of_a_price_record_replaces_the_one_made_from_its_id()
    {
        Assert.Equal("Gpt4Preview", CSharpName.Of(Prices.Record("gpt-4-0125-preview") with { Name = "Gpt4Preview" }));
        Assert.Equal("FindModel", CSharpName.Of(Prices.Record("gpt-4") with { Name = "Find" }));
    }
}
