"""The one mutable object behind all views: document, plan, planning, saving."""
