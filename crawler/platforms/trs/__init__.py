"""TRS 拓尔思: static lists, the calls that draw their pagers, and the search engines that serve as lists."""
