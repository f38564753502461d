"""What we ask and change at Microsoft 365, one module a job, and what is remembered of the answers.

Plain functions over the Graph client; they know no request and no HTML.
"""
