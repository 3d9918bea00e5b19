"""Both faces of one file: imported it is the ASGI app with our routes, run as a page script the page list by role."""

if __name__ != "__main__":
    from streamlit import App
    from streamlit.runtime.pages_manager import PagesManager

    from insight.web.app_routes import routes
    from insight.web.middleware import middleware
    from insight.wiring_web import web_services

    # Until the page list has run once, Streamlit would run any file of a folder called `pages` bare, without its frame.
    PagesManager.uses_pages_directory = False
    _services = web_services()
    app = App(__file__, routes=routes(_services), middleware=middleware(_services))
else:
    from pages.parts.frame import navigate

    navigate()
