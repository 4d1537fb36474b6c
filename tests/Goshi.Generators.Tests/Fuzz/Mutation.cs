using System.Text;

namespace Goshi.Generators.Tests.Fuzz;

/// <summary>Some damage to a text: fragments inserted, parts removed or repeated, other characters.</summary>
internal static class Mutation
{
    public static string Of(string seed, string[] fragments, Random random)
    {
        var text = new StringBuilder(seed);
        for (var n = random.Next(1, 5); n > 0; n--)
        {
            var at = random.Next(text.Length + 1);
            switch (random.Next(4))
            {
                case 0:
                    text.Insert(at, fragments[random.Next(fragments.Length)]);
                    break;
                case 1:
                    text.Remove(at, Math.Min(random.Next(1, 12), text.Length - at));
                    break;
                case 2 when at < text.Length:
                    text[at] = (char)random.Next(32, 127);
                    break;
                default:
                    var length = Math.Min(random.Next(1, 60), text.Length - at);
                    text.Insert(random.Next(text.Length + 1), text.ToString(at, length));
                    break;
            }
        }

        return text.ToString();
    }
}
