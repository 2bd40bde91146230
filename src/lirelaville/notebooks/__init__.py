"""Run every solved lesson and every explainer again with papermill."""
