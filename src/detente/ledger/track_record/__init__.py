"""What the forecasting models would have said of talks that are over, beside what happened."""
