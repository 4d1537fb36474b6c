namespace Goshi.Runtime.Tests.Faults;

/// <summary>
/// Every fault, at both providers, streamed and whole, over real sockets. What is expected stands in the table of
/// docs/reliability.md, which GOSHI_UPDATE=1 rewrites; that nothing leaks is asserted in each cell.
/// </summary>
public sealed class FaultMatrixTests
{
    public static TheoryData<string> Names => [.. FaultList.All.Select(static fault => fault.Name)];

    [Theory]
    [MemberData(nameof(Names))]
    public async Task Ends_as_the_table_says(string name)
    {
        var index = FaultList.All.Select(static fault => fault.Name).ToList().IndexOf(name);
        var row = await RowAsync(FaultList.All[index]);
        if (!FaultTable.Updates)
        {
            Assert.Equal(FaultTable.Rows()[index], row);
        }
    }

    [Fact]
    public async Task The_table_has_a_row_for_each_fault()
    {
        Assert.True(FaultList.All.Count >= 40);
        Assert.Distinct(FaultList.All.Select(static fault => fault.Name));
        if (FaultTable.Updates)
        {
            var rows = new List<string>();
            foreach (var fault in FaultList.All)
            {
                rows.Add(await RowAsync(fault));
            }

            FaultTable.Write(rows);
        }

        Assert.Equal(FaultList.All.Count, FaultTable.Rows().Length);
    }

    private static async Task<string> RowAsync(Fault fault)
    {
        var cells = new List<string>();
        foreach (var isOpenAI in (bool[])[true, false])
        {
            foreach (var stream in (bool[])[false, true])
            {
                var isPiece = isOpenAI && !stream;
                cells.Add(fault.NeedsStream && isPiece ? "-" : await new FaultRun(fault, isOpenAI, stream).RunAsync());
            }
        }

        return FaultTable.RowOf(fault, cells);
    }
}
