"""The web face outside Streamlit: sign-in, draft saving, and what guards every request."""
