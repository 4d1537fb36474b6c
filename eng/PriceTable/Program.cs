Console.WriteLine("PriceTable");
